package dev.capstan.objectstore;

/**
 * An object as the listing of its bucket describes it.
 *
 * @param key the whole name, any text that the server allows; never to be taken for a path without a check
 * @param etag changes when the content does; without quotation marks, empty when the server says none
 * @param size in bytes
 * @param generation which content of the key this is, where the store numbers them; otherwise empty
 */
public record ListedObject(String key, String etag, long size, String generation) {

    /** An object of a store that does not number contents. */
    public ListedObject(String key, String etag, long size) {
        this(key, etag, size, "");
    }
}
