package dev.capstan.applier.dependency;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.identity.IdentityRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Objects of other kinds that are depended on, each as the identity of the dependent may see it. Who was given an answer other than
 * that an object is ready is woken up when there is another answer.
 */
public interface ForeignObjects {

    /** What an identity is told of an object, and how to name it: with its namespace, if its kind has namespaces. */
    sealed interface Sight {

        /** It is there. */
        record Found(String name, ForeignObject object) implements Sight {}

        /** It is not there. */
        record Missing(String name) implements Sight {}

        /** The cluster does not serve its kind. */
        record KindMissing() implements Sight {}

        /** It cannot be looked at, whether or not it is there. */
        record Hidden(String name, String why) implements Sight {}
    }

    /**
     * Looks at an object of the cluster that the dependent lies in, and watches it from then on. Blocks for a bounded time when it is
     * not watched yet.
     *
     * @param dependent with whose rights
     */
    Sight find(IdentityRequest dependent, DependencyKey object);

    /** Reads a whole object once; empty when it cannot be had. One request. */
    Optional<JsonNode> read(IdentityRequest dependent, DependencyKey object);

    /** The dependent names these objects and no others: what only it needed is not watched any more. Sends nothing. */
    void names(ObjectKey dependent, Set<DependencyKey> objects);
}
