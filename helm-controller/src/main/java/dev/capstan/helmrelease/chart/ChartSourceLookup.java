package dev.capstan.helmrelease.chart;

import dev.capstan.applier.source.SourceKey;

/** Looks up what offers charts. */
public interface ChartSourceLookup {

    /** What is known of such an object. */
    sealed interface Lookup {

        /** It is there. */
        record Found(KnownChart chart) implements Lookup {}

        /** It is not there. */
        record Missing() implements Lookup {}

        /** It is in a namespace that this process does not look at, so nobody knows whether it is there. */
        record OutOfScope() implements Lookup {}

        /** Its kind is not served by the cluster, or not known to this controller. */
        record KindMissing(String advice) implements Lookup {}
    }

    /** Looks one up without waiting. */
    Lookup find(SourceKey key);
}
