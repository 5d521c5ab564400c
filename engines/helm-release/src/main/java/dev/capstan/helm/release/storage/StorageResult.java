package dev.capstan.helm.release.storage;

/**
 * What a request to the storage led to.
 *
 * @param <T> what a success carries
 */
public sealed interface StorageResult<T> {

    /** Done. */
    record Done<T>(T value) implements StorageResult<T> {}

    /** Not done: somebody else wrote or deleted the record since it was read. */
    record Overtaken<T>(String secret) implements StorageResult<T> {}

    /**
     * Not done: the record does not fit into a Secret.
     *
     * @param size what takes the space
     */
    record TooLarge<T>(RecordSize size) implements StorageResult<T> {}

    /**
     * Not done: the API server refuses it, or does not answer.
     *
     * @param message for people, without values
     * @param advice what to do
     * @param isTransient whether the same may succeed later
     */
    record Unavailable<T>(String message, String advice, boolean isTransient) implements StorageResult<T> {}
}
