package dev.capstan.applier.identity.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.KubeConfigRef;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.SecretKeyRef;
import dev.capstan.applier.identity.ApplyTargets.Choice;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.applier.identity.ServiceAccounts;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.watch.ManagedObjectWatch;
import dev.capstan.http.AddressRule;
import dev.capstan.runtime.leader.Fence;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose rights are used, and where. Choosing sends nothing, so that nobody needs to listen. */
class ImpersonatingTargetsTest {

    private static final ObjectKey APP = new ObjectKey("apps", "app");

    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.empty())
                    .withMasterUrl("https://127.0.0.1:1")
                    .build())
            .build();
    private final Fabric8ClusterApi api = Fabric8ClusterApi.of(client);
    private final EngineCluster own = new EngineCluster(
            api,
            ManagedObjectWatch.start(api, ApplyProfile.kustomize(), _ -> {}, Clock.systemUTC()),
            Clock.systemUTC());
    private final RemoteClusters remotes =
            new RemoteClusters(AddressRule.LOCAL, 2, new Fence(), ApplyProfile.kustomize(), _ -> {}, Clock.systemUTC());
    private final SecretsInMemory secrets = new SecretsInMemory();
    private final Map<String, ServiceAccounts.Presence> accounts = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void close() {
        remotes.close();
        own.close();
        client.close();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void whoNamesNobodyHasTheRightsOfTheController(@Nullable String nobody) {
        assertThat(actor(targets(Optional.empty()).of(here(nobody)))).isEqualTo("kustomize-controller");
    }

    @Test
    void accountIsLookedForInTheNamespaceOfTheObject() {
        accounts.put("apps/deployer", ServiceAccounts.Presence.EXISTS);

        assertThat(actor(targets(Optional.empty()).of(here("deployer"))))
                .isEqualTo("system:serviceaccount:apps:deployer");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void defaultAccountIsForThoseWhoNameNone(@Nullable String nobody) {
        accounts.put("apps/tenant", ServiceAccounts.Presence.EXISTS);
        accounts.put("apps/deployer", ServiceAccounts.Presence.EXISTS);
        ImpersonatingTargets targets = targets(Optional.of("tenant"));

        assertThat(actor(targets.of(here(nobody)))).isEqualTo("system:serviceaccount:apps:tenant");
        assertThat(actor(targets.of(here("deployer")))).isEqualTo("system:serviceaccount:apps:deployer");
    }

    @Test
    void accountThatIsMissingIsNeverReplacedByOtherRights() {
        assertThat(targets(Optional.empty()).of(here("deployer")))
                .isEqualTo(
                        new Choice.AccountMissing(
                                "service account 'apps/deployer' not found: create it and bind the rights that these objects need"));
        assertThat(targets(Optional.of("tenant")).of(here(null))).isInstanceOf(Choice.AccountMissing.class);
    }

    @Test
    void accountThatCouldNotBeLookedUpIsTriedAgain() {
        accounts.put("apps/deployer", ServiceAccounts.Presence.UNKNOWN);

        assertThat(targets(Optional.empty()).of(here("deployer"))).isInstanceOf(Choice.Unavailable.class);
    }

    /** A user name goes into a header. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nImpersonate-Group: system:masters",
                "Deployer",
                "../kube-system/admin",
                "a..b",
                "a:b",
                " ",
                "deployer\u0000",
                "-a"
            })
    void oddNamesAreRefusedBeforeAnybodyIsAsked(String name) {
        Choice choice = targets(Optional.empty()).of(here(name));

        assertThat(choice)
                .isInstanceOfSatisfying(
                        Choice.AccountMissing.class,
                        missing -> assertThat(missing.message())
                                .startsWith("service account name '")
                                .doesNotContainPattern("[^ -~]"));
        assertThat(asked).isEmpty();
        assertThat(targets(Optional.empty()).of(new IdentityRequest(APP, name, kubeconfig())))
                .isInstanceOf(Choice.AccountMissing.class);
    }

    @Test
    void kubeconfigThatIsMissingIsSaidSo() {
        assertThat(targets(Optional.empty()).of(there()))
                .isEqualTo(new Choice.KubeconfigMissing("spec.kubeConfig: the Secret 'edge' does not exist"));
    }

    @Test
    void clusterOfAKubeconfigIsUsedOrNothing() {
        secrets.with("apps", "edge", Map.of("value", Kubeconfigs.withToken("s3cr3t")));

        assertThat(targets(Optional.empty()).of(there()))
                .isInstanceOfSatisfying(
                        Choice.Unavailable.class,
                        unavailable -> assertThat(unavailable.message())
                                .startsWith(
                                        "spec.kubeConfig with the Secret 'edge': the cluster at https://127.0.0.1:1 cannot be reached")
                                .doesNotContain("s3cr3t"));
        assertThat(remotes.size()).isEqualTo(1);
    }

    @Test
    void clusterIsGivenUpWithItsKubeconfig() {
        ImpersonatingTargets targets = targets(Optional.empty());
        var steps = new HashMap<String, Runnable>();
        steps.put("the Secret is gone", () -> {
            secrets.with("apps", "other", Map.of());
            targets.of(new IdentityRequest(APP, null, new KubeConfigRef(null, new SecretKeyRef("gone", null))));
        });
        steps.put("the Secret cannot be used", () -> {
            secrets.with("apps", "edge", Map.of("value", Kubeconfigs.withProgram()));
            targets.of(there());
        });
        steps.put("no kubeconfig is named any more", () -> targets.of(here(null)));
        steps.put(
                "a ConfigMap is named",
                () -> targets.of(new IdentityRequest(APP, null, new KubeConfigRef(new LocalRef("cloud"), null))));
        steps.put("it is released", () -> targets.release(APP));
        steps.forEach((about, step) -> {
            secrets.with("apps", "edge", Map.of("value", Kubeconfigs.withToken("t")));
            targets.of(there());
            assertThat(remotes.size()).isEqualTo(1);

            step.run();

            assertThat(remotes.size()).as(about).isZero();
        });
    }

    @Test
    void identityOfACloudIsRefused() {
        assertThat(targets(Optional.empty())
                        .of(new IdentityRequest(APP, null, new KubeConfigRef(new LocalRef("cloud"), null))))
                .isInstanceOfSatisfying(
                        Choice.Refused.class,
                        refused -> assertThat(refused.message())
                                .startsWith("spec.kubeConfig.configMapRef is not supported"));
    }

    private ImpersonatingTargets targets(Optional<String> defaultAccount) {
        return new ImpersonatingTargets(
                own,
                "kustomize-controller",
                (namespace, name) -> {
                    asked.add(namespace + "/" + name);
                    return accounts.getOrDefault(namespace + "/" + name, ServiceAccounts.Presence.MISSING);
                },
                defaultAccount,
                secrets,
                remotes);
    }

    private static IdentityRequest here(@Nullable String account) {
        return new IdentityRequest(APP, account, null);
    }

    private static IdentityRequest there() {
        return new IdentityRequest(APP, null, kubeconfig());
    }

    private static KubeConfigRef kubeconfig() {
        return new KubeConfigRef(null, new SecretKeyRef("edge", null));
    }

    private static String actor(Choice choice) {
        return ((Choice.Usable) choice).target().actor();
    }
}
