package dev.capstan.cli.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import dev.capstan.yaml.YamlMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InstallationManifestsTest {

    private static final InstallationManifests MANIFESTS = new InstallationManifests(Path.of(".."));
    private static final Catalog CATALOG = MANIFESTS.catalog();
    private static final InstallationChoice ALL = InstallationChoice.everything(CATALOG);

    @Test
    void everythingHasAPodPerControllerAndNats() {
        RenderedInstallation all = MANIFESTS.render(ALL);

        assertThat(names(all, "Deployment"))
                .containsExactlyInAnyOrderElementsOf(
                        ALL.controllers().stream().map(Controller::name).toList());
        assertThat(names(all, "StatefulSet")).containsExactly("nats");
        assertThat(all.yaml())
                .contains("app.kubernetes.io/managed-by: capstan", "tls://nats.flux-system.svc:4222")
                .doesNotContain("kind: Secret\n");
    }

    @Test
    void whatWasNotChosenLeavesNothing() {
        RenderedInstallation two = MANIFESTS.render(ALL.withControllers(controllers("source,kustomize")));

        assertThat(names(two, "Deployment")).containsExactlyInAnyOrder("source-controller", "kustomize-controller");
        assertThat(names(two, "CustomResourceDefinition"))
                .contains("kustomizations.kustomize.toolkit.fluxcd.io", "gitrepositories.source.toolkit.fluxcd.io")
                .noneMatch(name -> name.contains("helm.toolkit") || name.contains("notification"));
        assertThat(names(two, "ClusterRole")).noneMatch(name -> name.startsWith("helm"));
    }

    @Test
    void kindsOfSourcesAreAlwaysKnown() {
        RenderedInstallation alone = MANIFESTS.render(ALL.withControllers(controllers("notification")));

        assertThat(names(alone, "CustomResourceDefinition")).contains("gitrepositories.source.toolkit.fluxcd.io");
    }

    @Test
    void oneForAllNeedsNoNats() {
        RenderedInstallation one = MANIFESTS.render(ALL.withOnePod(ALL.controllers()));

        assertThat(names(one, "Deployment")).containsExactly("capstan");
        assertThat(names(one, "StatefulSet")).isEmpty();
        assertThat(environment(one, "capstan"))
                .contains("CAPSTAN_CONTROLLERS=*", "CAPSTAN_BUS=local", "CAPSTAN_HELM_DEFAULT_SERVICE_ACCOUNT=default");
    }

    @Test
    void someShareAPodAndOthersRunApart() {
        InstallationChoice choice = ALL.withControllers(controllers("source,kustomize,notification"))
                .withOnePod(controllers("source,kustomize"))
                .withStorage(Storage.VOLUME)
                .withSingleTenant(true);
        RenderedInstallation grouped = MANIFESTS.render(choice);

        assertThat(names(grouped, "Deployment")).containsExactlyInAnyOrder("capstan", "notification-controller");
        assertThat(environment(grouped, "capstan"))
                .contains("CAPSTAN_CONTROLLERS=source,kustomize", "CAPSTAN_BUS=nats")
                .noneMatch(
                        setting -> setting.matches(".*(_(KUSTOMIZE|HELM)_DEFAULT_SERVICE_ACCOUNT|CROSS_NAMESPACE).*"));
        assertThat(environment(grouped, "notification-controller"))
                .noneMatch(setting -> setting.contains("CROSS_NAMESPACE"));
        assertThat(grouped.yaml()).contains("claimName: source-controller");
        assertThat(names(grouped, "ClusterRoleBinding"))
                .contains("cluster-reconciler-flux-system")
                .doesNotContain("cluster-reconciler-helm-flux-system");
        assertThat(subjects(grouped, "cluster-reconciler-flux-system")).containsExactly("capstan");
    }

    @Test
    void singleTenantsKeepTheAccountsOfControllersThatRunApart() {
        RenderedInstallation all = MANIFESTS.render(ALL.withSingleTenant(true).withClusterReconciler(true));

        assertThat(subjects(all, "cluster-reconciler-flux-system")).containsExactly("kustomize-controller");
        assertThat(subjects(all, "cluster-reconciler-helm-flux-system")).containsExactly("helm-controller");
        assertThat(subjects(all, "cluster-reconciler-account-flux-system")).containsExactly("cluster-reconciler");
    }

    @Test
    void artifactsMayLieInNats() {
        RenderedInstallation stored = MANIFESTS.render(ALL.withStorage(Storage.NATS));

        assertThat(environment(stored, "source-controller")).contains("CAPSTAN_SOURCE_STORAGE_KIND=nats");
    }

    @Test
    void nothingOfAnotherNamespaceSpeaksOfTheUsualOne() {
        RenderedInstallation moved = MANIFESTS.render(
                ALL.withNamespace("team-x").withClusterReconciler(true).withSingleTenant(true));

        assertThat(names(moved, "Namespace")).containsExactly("team-x");
        assertThat(names(moved, "ClusterRole")).contains("source-controller-team-x", "flux-edit-team-x");
        assertThat(moved.objects().stream()
                        .filter(object -> !"CustomResourceDefinition".equals(object.getText("kind")))
                        .map(Object::toString))
                .noneMatch(text -> text.contains("flux-system"));
        assertThat(moved.yaml()).contains("app.kubernetes.io/instance: team-x", "tls://nats.team-x.svc:4222");
    }

    @Test
    void imagesComeFromARegistryWithTheirTag() {
        Images images = ALL.images()
                .withTag("v9.9.9")
                .withNats(Optional.of("registry.example:5000/mirror/nats:2.12"))
                .withPullSecret(Optional.of("pull"));

        String host = MANIFESTS
                .render(ALL.withImages(images.withRegistry(Optional.of("registry.example:5000"))))
                .yaml();
        assertThat(host)
                .contains(
                        "image: registry.example:5000/capstan/source-controller:v9.9.9",
                        "image: registry.example:5000/mirror/nats:2.12",
                        "imagePullSecrets:",
                        "app.kubernetes.io/version: v9.9.9");
        String folder = MANIFESTS
                .render(ALL.withOnePod(ALL.controllers())
                        .withImages(images.withRegistry(Optional.of("ghcr.io/org/team"))))
                .yaml();
        assertThat(folder).contains("image: ghcr.io/org/team/standalone:v9.9.9");
    }

    @Test
    void whatCannotWorkIsRefused() {
        refused("at least one", () -> ALL.withControllers(List.of()));
        refused("helm-controller", () -> ALL.withOnePod(controllers("source,kustomize")));
        refused("volume", () -> ALL.withOnePod(ALL.controllers()).withStorage(Storage.NATS));
        refused(
                "source-controller",
                () -> ALL.withControllers(controllers("helm")).withStorage(Storage.VOLUME));
        refused("not among", () -> ALL.withControllers(controllers("source")).withOnePod(controllers("source,helm")));
    }

    private static void refused(String word, ThrowingCallable choice) {
        assertThatThrownBy(choice).isInstanceOf(CommandFailure.class).hasMessageContaining(word);
    }

    private static List<Controller> controllers(String words) {
        return ControllerWords.read(CATALOG, List.of(words));
    }

    private static List<String> names(RenderedInstallation rendered, String kind) {
        return of(rendered, kind).map(InstallationManifestsTest::name).toList();
    }

    private static String name(YamlMap object) {
        return String.valueOf(map(object, "metadata").getText("name"));
    }

    private static Stream<YamlMap> of(RenderedInstallation rendered, String kind) {
        return rendered.objects().stream().filter(object -> kind.equals(object.getText("kind")));
    }

    private static YamlMap named(RenderedInstallation rendered, String kind, String name) {
        return of(rendered, kind)
                .filter(object -> name.equals(name(object)))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> subjects(RenderedInstallation rendered, String binding) {
        return maps(named(rendered, "ClusterRoleBinding", binding), "subjects")
                .map(subject -> String.valueOf(subject.getText("name")))
                .toList();
    }

    private static List<String> environment(RenderedInstallation rendered, String deployment) {
        YamlMap pod = map(map(map(named(rendered, "Deployment", deployment), "spec"), "template"), "spec");
        return maps(maps(pod, "containers").findFirst().orElseThrow(), "env")
                .map(setting -> setting.getText("name") + "=" + setting.getText("value"))
                .toList();
    }

    private static YamlMap map(YamlMap object, String key) {
        return Objects.requireNonNull(object.getMap(key), key);
    }

    private static Stream<YamlMap> maps(YamlMap object, String key) {
        return Objects.requireNonNull(object.getList(key), key).items().stream().map(YamlMap.class::cast);
    }
}
