package dev.capstan.cli.migrate.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that people must know before, or solve.
 *
 * @param level how much it matters
 * @param subject what it is about: an object, a controller, a kind
 * @param message what it is
 * @param objects of which objects of the kind it is so; empty when the subject says it all
 * @param advice what to do; empty when nothing must be done
 */
public record Finding(Level level, String subject, String message, List<String> objects, String advice) {

    private static final int NAMED = 6;

    /** How much a finding matters. */
    public enum Level {
        /** The migration does not begin while it is so. */
        BLOCKS,
        /** Something will be different afterwards. */
        WARNS,
        /** Nothing will be different. */
        NOTES
    }

    /** Copies the list. */
    public Finding {
        objects = List.copyOf(objects);
    }

    /** It is in the way. */
    public static Finding blocks(String subject, String message, String advice) {
        return new Finding(Level.BLOCKS, subject, message, List.of(), advice);
    }

    /** Something will be different. */
    public static Finding warns(String subject, String message, String advice) {
        return new Finding(Level.WARNS, subject, message, List.of(), advice);
    }

    /** To be known. */
    public static Finding notes(String subject, String message) {
        return new Finding(Level.NOTES, subject, message, List.of(), "");
    }

    /** The same of these objects. */
    Finding of(List<String> names) {
        return new Finding(level, subject, message, names, advice);
    }

    /** For people; a long list of objects is cut. */
    public String line() {
        return subject + ": " + message + named() + (advice.isEmpty() ? "" : ". " + advice);
    }

    private String named() {
        if (objects.isEmpty()) {
            return "";
        }
        int more = objects.size() - NAMED;
        return " (%d: %s%s)"
                .formatted(
                        objects.size(),
                        objects.stream().limit(NAMED).collect(Collectors.joining(", ")),
                        more > 0 ? " and %d more".formatted(more) : "");
    }
}
