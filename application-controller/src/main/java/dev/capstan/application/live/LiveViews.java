package dev.capstan.application.live;

import dev.capstan.argo.cluster.Cluster;

/** The views of all clusters; each is opened when it is first asked for, and closed when nobody uses it any more. */
public interface LiveViews {
    /** The view of a cluster. */
    Opened of(Cluster cluster);

    /** What opening gives. */
    sealed interface Opened {
        record Open(LiveView view) implements Opened {}

        /**
         * The cluster cannot be reached.
         *
         * @param why for people, without values of Secrets
         */
        record Closed(String why) implements Opened {}
    }
}
