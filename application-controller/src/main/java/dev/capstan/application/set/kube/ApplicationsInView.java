package dev.capstan.application.set.kube;

import dev.capstan.api.argo.Application;
import java.util.stream.Stream;

/** The Applications as the watch of their controller shows them, so that they are watched and held once. */
public interface ApplicationsInView {
    /** Whether all that are there are known; before that no set is looked at. */
    boolean areKnown();

    /** All Applications. */
    Stream<Application> all();
}
