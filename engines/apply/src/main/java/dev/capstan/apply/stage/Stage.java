package dev.capstan.apply.stage;

/**
 * A group of objects that is finished before the next one begins.
 *
 * @param position stages are worked off from the lowest; two stages of one set never share it
 * @param title for messages
 * @param isAwaited whether all of it must be current before the next stage begins
 */
public record Stage(int position, String title, boolean isAwaited) implements Comparable<Stage> {

    /** What other objects are made of or live in. Applied and waited for. */
    public static final Stage DEFINITIONS =
            new Stage(0, "definitions (CustomResourceDefinition, Namespace, ClusterRole)", true);

    /** Kinds whose name ends with Class. Applied and waited for. */
    public static final Stage CLASSES = new Stage(1, "classes", true);

    /** Kinds that the operator names. Applied, not waited for. */
    public static final Stage CUSTOM = new Stage(2, "custom stage kinds", false);

    /** Everything else. */
    public static final Stage REST = new Stage(3, "objects", false);

    @Override
    public int compareTo(Stage other) {
        return Integer.compare(position, other.position);
    }
}
