package dev.capstan.applier.identity.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.identity.kubeconfig.Kubeconfig;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.watch.ManagedObjectListener;
import dev.capstan.http.AddressRule;
import dev.capstan.runtime.leader.Fence;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who shares a cluster with whom, and for how long. Nobody listens at the addresses. */
class RemoteClustersTest {

    private static final ObjectKey A = new ObjectKey("apps", "a");
    private static final ObjectKey B = new ObjectKey("other", "b");

    private final List<ObjectId> vanished = new ArrayList<>();
    private final ManagedObjectListener listener = new ManagedObjectListener() {
        @Override
        public void drifted(Drift drift) {
            throw new AssertionError("nothing drifts here");
        }

        @Override
        public void vanished(Owner owner, ObjectId id) {
            vanished.add(id);
        }

        @Override
        public void remnantChanged(Owner owner, ObjectId id) {
            vanished.add(id);
        }
    };
    private final RemoteClusters clusters = clusters(AddressRule.LOCAL);

    @AfterEach
    void close() {
        clusters.close();
    }

    @Test
    void sameKubeconfigIsTheSameClusterUntilNobodyUsesIt() {
        RemoteCluster first = opened(clusters.use(A, kubeconfig("t")));
        RemoteCluster second = opened(clusters.use(B, kubeconfig("t")));

        assertThat(second).isSameAs(first);
        clusters.release(A);
        assertThat(clusters.size()).isEqualTo(1);
        clusters.release(B);
        assertThat(clusters.size()).isZero();
    }

    @Test
    void otherCredentialsReplaceTheClusterForThatUserOnly() {
        RemoteCluster before = opened(clusters.use(A, kubeconfig("t")));
        clusters.use(B, kubeconfig("t"));

        RemoteCluster after = opened(clusters.use(A, kubeconfig("rotated")));

        assertThat(after).isNotSameAs(before);
        assertThat(clusters.size()).isEqualTo(2);
        clusters.use(B, kubeconfig("rotated"));
        assertThat(clusters.size()).isEqualTo(1);
    }

    @Test
    void moreThanAllowedAreNotOpened() {
        clusters.use(A, kubeconfig("1"));
        clusters.use(B, kubeconfig("2"));

        assertThat(clusters.use(new ObjectKey("apps", "c"), kubeconfig("3")))
                .isEqualTo(new RemoteClusters.Opening.NotOpened(
                        "2 other clusters are in use already, as many as this controller is allowed to have"));
        // Who moves makes room first.
        assertThat(clusters.use(B, kubeconfig("3"))).isInstanceOf(RemoteClusters.Opening.Opened.class);
    }

    @Test
    void certificatesThatCannotBeUsedAreRefusedWithoutShowingThem() {
        var broken = new Kubeconfig(
                URI.create("https://127.0.0.1:1"), Optional.of("s3cr3t"), Optional.empty(), Optional.empty());
        var brokenKey = new Kubeconfig(
                URI.create("https://127.0.0.1:1"),
                Optional.empty(),
                Optional.of(new Kubeconfig.ClientCertificate("s3cr3t", "s3cr3t")),
                Optional.empty());

        assertThat(clusters.use(A, brokenKey).toString())
                .contains("cannot be used")
                .doesNotContain("s3cr3t");
        assertThat(clusters.use(A, broken).toString()).doesNotContain("s3cr3t");
    }

    @Test
    void clusterThatDoesNotAnswerIsNamed() {
        assertThat(opened(clusters.use(A, kubeconfig("s3cr3t"))).problem())
                .get()
                .asString()
                .startsWith("the cluster at https://127.0.0.1:1 cannot be reached: ")
                .doesNotContain("s3cr3t");
    }

    @Test
    void addressThatNobodyMayConnectToIsRefused() {
        try (RemoteClusters strict = clusters(AddressRule.STRICT)) {
            assertThat(opened(strict.use(A, kubeconfig("t"))).problem())
                    .contains(
                            "the cluster at https://127.0.0.1:1 cannot be reached: '127.0.0.1' leads to 127.0.0.1, a loopback address, which is refused");
        }
    }

    @Test
    void clusterCannotWakeUpObjectsThatDoNotUseIt() {
        clusters.use(A, kubeconfig("t"));
        var heard = new UsersOnly(kubeconfig("t"), listener, clusters);
        var id = new ObjectId("", "ConfigMap", "apps", "web");

        heard.vanished(Owner.kustomization(B.namespace(), B.name()), id);
        assertThat(vanished).isEmpty();
        heard.vanished(Owner.kustomization(A.namespace(), A.name()), id);
        assertThat(vanished).containsExactly(id);
    }

    private RemoteClusters clusters(AddressRule rule) {
        return new RemoteClusters(rule, 2, new Fence(), ApplyProfile.kustomize(), listener, Clock.systemUTC());
    }

    private static Kubeconfig kubeconfig(String token) {
        return new Kubeconfig(
                URI.create("https://127.0.0.1:1"), Optional.empty(), Optional.empty(), Optional.of("Bearer " + token));
    }

    private static RemoteCluster opened(RemoteClusters.Opening opening) {
        return ((RemoteClusters.Opening.Opened) opening).cluster();
    }
}
