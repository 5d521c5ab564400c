package dev.capstan.runtime.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Lease in memory, with resource versions as the API server has them. */
final class FakeLeaseClient implements LeaseClient {
    private @Nullable Lease stored;
    private long version;
    private boolean unreachable;
    private Runnable beforeUpdate = () -> {};

    /** From now on requests are not answered, or are answered again. */
    void setUnreachable(boolean unreachable) {
        this.unreachable = unreachable;
    }

    /** Somebody else is faster than the next update. */
    void beforeNextUpdate(Runnable change) {
        beforeUpdate = change;
    }

    /** Another process writes the Lease. */
    void write(Lease lease) {
        stored = new LeaseBuilder(lease)
                .editOrNewMetadata()
                .withResourceVersion(Long.toString(++version))
                .endMetadata()
                .build();
    }

    void delete() {
        stored = null;
    }

    @Nullable Lease stored() {
        return stored;
    }

    private void answer() {
        if (unreachable) {
            throw new KubernetesClientException("connection refused");
        }
    }

    @Override
    public Optional<Lease> get() {
        answer();
        return Optional.ofNullable(stored).map(lease -> new LeaseBuilder(lease).build());
    }

    @Override
    public Optional<Lease> create(Lease wanted) {
        answer();
        if (stored != null) {
            return Optional.empty();
        }
        write(wanted);
        return get();
    }

    @Override
    public Optional<Lease> update(Lease wanted) {
        answer();
        Runnable faster = beforeUpdate;
        beforeUpdate = () -> {};
        faster.run();
        Lease present = stored;
        if (present == null
                || !present.getMetadata()
                        .getResourceVersion()
                        .equals(wanted.getMetadata().getResourceVersion())) {
            return Optional.empty();
        }
        write(wanted);
        return get();
    }
}
