package dev.capstan.runtime.outage;

import dev.capstan.runtime.leader.Fence;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.concurrent.CancellationException;

/**
 * Hears of every request to the API server that got no answer, whoever sent it: reconcilers, watches, events, Leases. The client must be one
 * that tries at least once more, since it says nothing of its last try.
 */
public final class UnansweredRequests implements Interceptor {
    private final Outages outages;

    /** Reports to those. */
    public UnansweredRequests(Outages outages) {
        this.outages = outages;
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        // A request that we gave up ourselves says nothing about the server.
        if (failure instanceof CancellationException || failure instanceof Fence.NotLeading) {
            return;
        }
        outages.begin(request.method() + " " + request.uri().getPath() + ": " + failure.getMessage());
    }
}
