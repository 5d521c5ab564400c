package dev.capstan.application.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.ObjectKey;

/** An object as a watch, or an answer to a write, last showed it. */
public interface LiveObject {
    ObjectKey key();

    String uid();

    String resourceVersion();

    /** The same for two states of an object that cannot differ in a comparison: metadata that the server keeps, and status, are not in it. */
    long contentHash();

    /** The object. Unpacked at each call, the caller's own copy. */
    ObjectNode content();
}
