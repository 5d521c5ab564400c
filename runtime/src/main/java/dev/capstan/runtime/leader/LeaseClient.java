package dev.capstan.runtime.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.Optional;

/** Reads and writes one Lease. */
interface LeaseClient {
    /**
     * The Lease as it is now; empty when there is none.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not answer
     */
    Optional<Lease> get();

    /**
     * Creates the Lease; empty when there is one already.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not answer
     */
    Optional<Lease> create(Lease wanted);

    /**
     * Replaces the Lease in the version that the given one names; empty when somebody else has changed it, or when it is gone.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not answer
     */
    Optional<Lease> update(Lease wanted);
}
