package dev.capstan.runtime.reconcile;

import dev.capstan.runtime.event.EventRecorder;
import dev.capstan.runtime.leader.Fence;
import dev.capstan.runtime.metric.ReconcileMetrics;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.Jitter;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/**
 * What every reconciler of the process shares.
 *
 * @param client talks to the API server
 * @param fence stops writes of a process that does not lead any more; the client's pass it already
 * @param watchScope what of the cluster is listed and watched
 * @param events tells people
 * @param metrics counts and measures passes
 * @param gate limits the passes that run at a time
 * @param outages those of the API server
 * @param backoff the delays after failures
 * @param jitter spreads intervals
 * @param clock the wall clock, for what people read; delays run on the monotonic one
 */
public record ReconcilerServices(
        KubernetesClient client,
        Fence fence,
        WatchScope watchScope,
        EventRecorder events,
        ReconcileMetrics metrics,
        FairGate gate,
        Outages outages,
        Backoff backoff,
        Jitter jitter,
        Clock clock) {}
