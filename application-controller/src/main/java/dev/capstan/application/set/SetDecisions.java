package dev.capstan.application.set;

import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.ClusterDecisions;
import dev.capstan.argo.set.input.SetRequest;

/** Objects that choose clusters. Called by several threads; never throws for what it is asked. */
public interface SetDecisions {
    /** What the objects that a generator names have decided. */
    Answer<ClusterDecisions> decisions(SetRequest.Decisions request);
}
