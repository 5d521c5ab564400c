package dev.capstan.promotion.place;

import java.util.List;

/** What came of bringing something into an environment. */
public sealed interface Brought {

    /**
     * It is there.
     *
     * @param revision branch or tag, and commit, at which it is there
     * @param files of folders: what was changed, from the root of the repository
     */
    record Done(String revision, List<String> files) implements Brought {
        /** Copies the list. */
        public Done {
            files = List.copyOf(files);
        }
    }

    /**
     * It is on a branch of its own, for a pull request.
     *
     * @param head the end of that branch
     * @param base the branch that it is to be merged into
     * @param files of folders: what would be changed, from the root of the repository
     */
    record Proposed(String head, String base, List<String> files) implements Brought {
        /** Copies the list. */
        public Proposed {
            files = List.copyOf(files);
        }
    }

    /** It was there already. */
    record WasThere() implements Brought {}

    /** Somebody changed one of the two environments meanwhile; nothing was written, and everything is looked at again. */
    record Outdated(String why) implements Brought {}

    /** It cannot be done before a person changes something: a conflict, a missing permission, a rule of the server. */
    record Refused(String why) implements Brought {}

    /** It did not work out, and may later. */
    record Failed(String why) implements Brought {}
}
