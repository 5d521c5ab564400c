package dev.capstan.image.automation.run;

import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.api.image.LeftAlone;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import java.util.List;

/** What the condition {@code Ready} says when all went well. */
public final class ReadyText {
    private static final String UP_TO_DATE = "repository up-to-date";
    private static final int MOST_NOTES = 5;
    private static final int SHORT = 7;

    private ReadyText() {}

    /** The message with these notes behind it. */
    public static String of(List<String> notes) {
        return notes.isEmpty() ? UP_TO_DATE : UP_TO_DATE + "; " + list(notes);
    }

    /** Notes one after another; of many only the first. */
    public static String list(List<String> notes) {
        int more = notes.size() - MOST_NOTES;
        return String.join("; ", notes.subList(0, Math.min(MOST_NOTES, notes.size())))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    /** One image that is left alone. */
    public static String of(LeftAlone left) {
        String commit = left.commit() == null ? "" : left.commit();
        String by = commit.isEmpty() ? "" : " by commit " + commit.substring(0, Math.min(SHORT, commit.length()));
        return "the policy '" + left.policy() + "' is left alone at " + left.tag() + ", which was taken back in Git"
                + by + "; another image is written again";
    }

    /** Whether the last run ended well and left nothing to say. */
    static boolean isPlain(ImageUpdateAutomationStatus status) {
        return Conditions.of(status.conditions())
                .get(Condition.READY)
                .filter(Condition::holds)
                .filter(ready -> ready.message().equals(UP_TO_DATE))
                .isPresent();
    }
}
