package dev.capstan.runtime.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import org.junit.jupiter.api.Test;

/** What leader election relies on; the fake is held to the same as the API server. */
abstract class LeaseClientContract {
    static final String NAME = "contract";

    abstract LeaseClient client();

    abstract String namespace();

    abstract void delete();

    private Lease lease(String holder) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(namespace())
                .withName(NAME)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .endSpec()
                .build();
    }

    @Test
    void thereIsNoneBeforeItIsCreated() {
        assertThat(client().get()).isEmpty();
        assertThat(client().create(lease("a"))).isPresent();
        assertThat(client().get().orElseThrow().getSpec().getHolderIdentity()).isEqualTo("a");
    }

    @Test
    void onlyTheFirstOfTwoCreatesIt() {
        client().create(lease("a"));

        assertThat(client().create(lease("b"))).isEmpty();
        assertThat(client().get().orElseThrow().getSpec().getHolderIdentity()).isEqualTo("a");
    }

    @Test
    void onlyTheFirstOfTwoUpdatesAVersion() {
        Lease seen = client().create(lease("a")).orElseThrow();
        Lease first = new LeaseBuilder(seen)
                .editSpec()
                .withHolderIdentity("b")
                .endSpec()
                .build();
        Lease second = new LeaseBuilder(seen)
                .editSpec()
                .withHolderIdentity("c")
                .endSpec()
                .build();

        assertThat(client().update(first)).isPresent();
        assertThat(client().update(second)).isEmpty();
        assertThat(client().get().orElseThrow().getSpec().getHolderIdentity()).isEqualTo("b");
    }

    @Test
    void everyUpdateIsANewVersion() {
        Lease seen = client().create(lease("a")).orElseThrow();

        Lease updated = client().update(new LeaseBuilder(seen)
                        .editSpec()
                        .withHolderIdentity("b")
                        .endSpec()
                        .build())
                .orElseThrow();

        assertThat(updated.getMetadata().getResourceVersion())
                .isNotEqualTo(seen.getMetadata().getResourceVersion());
    }

    @Test
    void aLeaseThatIsGoneCannotBeUpdated() {
        Lease seen = client().create(lease("a")).orElseThrow();
        delete();

        assertThat(client().update(seen)).isEmpty();
    }

    @Test
    void aLeaseMayHaveNoSpec() {
        Lease bare = lease("a");
        bare.setSpec(null);

        client().create(bare);

        assertThat(client().get()).isPresent();
    }
}
