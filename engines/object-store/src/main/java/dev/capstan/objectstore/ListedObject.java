package dev.capstan.objectstore;

import java.util.Optional;

/**
 * An object as the listing of its bucket describes it.
 *
 * @param key the whole name, any text that the server allows; never to be taken for a path without a check
 * @param etag changes when the content does; without quotation marks, empty when the server says none
 * @param size in bytes
 * @param generation which content of the key this is, where the store numbers them; otherwise empty
 * @param md5 what the server says to be the MD5 of the content, 32 hexadecimal digits; empty when it says none. It may tell that two
 *     contents are the same, and proves nothing to whoever does not trust the server.
 */
public record ListedObject(String key, String etag, long size, String generation, Optional<String> md5) {

    /** An object of a store that does not number contents, and whose etags may be digests. */
    public ListedObject(String key, String etag, long size) {
        this(key, etag, size, "", Optional.of(etag).filter(it -> it.matches("[0-9a-f]{32}")));
    }
}
