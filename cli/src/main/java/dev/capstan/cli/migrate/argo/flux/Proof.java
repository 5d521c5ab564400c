package dev.capstan.cli.migrate.argo.flux;

import java.util.List;

/** Whether what is proposed makes the objects that the Application makes. */
public sealed interface Proof {
    /**
     * It does.
     *
     * @param objects how many there are
     */
    record Same(int objects) implements Proof {}

    /**
     * It makes others.
     *
     * @param objects of the Application
     * @param differences one line for each object: what it is, and which fields differ or who alone makes it
     */
    record Different(int objects, List<String> differences) implements Proof {
        /** Copies the list. */
        public Different {
            differences = List.copyOf(differences);
        }
    }

    /**
     * One of the two cannot be rendered.
     *
     * @param why for people
     */
    record Failed(String why) implements Proof {}

    /**
     * Nothing was compared.
     *
     * @param why what is missing
     */
    record Unproved(String why) implements Proof {}

    /** One line for people. */
    default String line() {
        return switch (this) {
            case Same(int objects) -> "the same " + count(objects);
            case Different(int objects, List<String> differences) ->
                "differs: " + differences.size() + " of " + count(objects) + ", or objects of one side alone";
            case Failed(String why) -> "cannot be proved: " + why;
            case Unproved(String why) -> "not proved: " + why;
        };
    }

    private static String count(int objects) {
        return objects + (objects == 1 ? " object" : " objects");
    }
}
