package dev.capstan.application.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.Cluster;
import java.util.List;

/** What lies in a namespace, whoever put it there. Nobody watches that; it is listed when it is asked for, and the answer is kept for a while. */
@FunctionalInterface
public interface NamespaceContents {
    /** Of a cluster that nobody lists. */
    NamespaceContents NONE =
            (cluster, namespace) -> new Listing.Unknown("namespaces of the " + cluster + " are not listed");

    /** What lies there. */
    Listing of(Cluster cluster, String namespace);

    /** What listing gives. */
    sealed interface Listing {
        /**
         * Objects of all kinds that can be listed.
         *
         * @param objects with kind and metadata, and nothing else
         */
        record Objects(List<ObjectNode> objects) implements Listing {
            /** Copies the list. */
            public Objects {
                objects = List.copyOf(objects);
            }
        }

        /**
         * It cannot be told.
         *
         * @param why for people
         */
        record Unknown(String why) implements Listing {}
    }
}
