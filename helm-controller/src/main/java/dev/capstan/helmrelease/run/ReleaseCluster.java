package dev.capstan.helmrelease.run;

import dev.capstan.api.meta.IgnoreRule;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Drift;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.ObjectLookup;
import dev.capstan.helm.release.ReleaseActions;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helmrelease.drift.DriftFinding;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The cluster of a release, seen with the rights of its account. */
public interface ReleaseCluster {

    /** What can be done to releases there. */
    ReleaseActions actions();

    /** What charts may ask of the cluster. */
    sealed interface Reading {

        /**
         * It is known, or is asked for when a chart looks at it.
         *
         * @param gap why what the cluster serves could not be found out, once a chart has looked at it; empty when it could, or when none
         *     has
         */
        record Known(Capabilities capabilities, Supplier<Optional<String>> gap) implements Reading {}

        /** The API server does not say. */
        record Unknown(String why) implements Reading {}
    }

    /** What charts may ask of the cluster at this moment. */
    Reading capabilities();

    /**
     * What to look for.
     *
     * @param owner whose objects they are
     * @param release as it is stored
     * @param ignored fields that do not count
     * @param corrects whether objects are put back
     * @param seen what the watch saw
     */
    record DriftQuery(
            Owner owner, ReleaseRecord release, List<IgnoreRule> ignored, boolean corrects, List<Drift> seen) {
        /** Copies the lists. */
        public DriftQuery {
            ignored = List.copyOf(ignored);
            seen = List.copyOf(seen);
        }
    }

    /** Looks for drift, and does something about it where that is asked. Costs no request for what the watches know. */
    DriftFinding drift(DriftQuery query);

    /** Whether the objects of a release were made for that owner; of a release without objects, nobody knows better. */
    boolean isMadeFor(Owner owner, ReleaseRecord release);

    /** Answers the look-ups of templates with those rights. */
    ObjectLookup lookup();

    /**
     * The objects of a manifest as the status lists them; empty when there are none, or when they cannot be read.
     *
     * @param namespace of objects that name none
     * @param definitions texts of definitions that come with the chart
     */
    Optional<ResourceInventory> inventory(String manifest, String namespace, List<String> definitions);
}
