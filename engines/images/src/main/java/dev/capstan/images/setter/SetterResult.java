package dev.capstan.images.setter;

import java.util.List;

/** What an update would write. */
public sealed interface SetterResult {
    /**
     * The tree was read.
     *
     * @param files that change, by path; empty when everything is as it should be
     * @param warnings by path and line
     * @param markers how many markers were found that name a policy
     */
    record Updated(List<ChangedFile> files, List<SetterWarning> warnings, int markers) implements SetterResult {
        /** Copies the lists. */
        public Updated {
            files = List.copyOf(files);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Nothing was done.
     *
     * @param why for people
     */
    record Refused(String why) implements SetterResult {}
}
