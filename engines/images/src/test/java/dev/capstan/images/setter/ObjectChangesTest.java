package dev.capstan.images.setter;

import static dev.capstan.images.setter.Setting.marker;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectChangesTest {
    @Test
    void saysWhatChangesInWhichObject() {
        String yaml = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: prod}
                spec:
                  template:
                    spec:
                      initContainers:
                        - image: ghcr.io/org/app:1.0.0 %1$s
                      containers:
                        - image: "ghcr.io/org/app:1.2.3" %1$s
                          env: [{name: TAG, value: "1.0.0"}] # {"other": 1}
                        - image: 'ghcr.io/org/app:1.1.0' %1$s
                ---
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata:
                  name: web
                spec:
                  values:
                    image:
                      repository: ghcr.io/org/app %2$s
                      tag: 1.0.0 %3$s
                ---
                images:
                  - name: app
                    newTag: "1.0" %3$s
                """.formatted(marker(""), marker(":name"), marker(":tag"));

        SetterResult.Updated result = Setting.update(yaml, Setting.IMAGE);

        assertThat(result.markers()).isEqualTo(6);
        assertThat(result.files())
                .singleElement()
                .satisfies(file -> assertThat(file.objects())
                        .containsExactly(
                                new ObjectChanges(
                                        new ObjectId("apps/v1", "Deployment", "prod", "web"),
                                        List.of(
                                                new Change(
                                                        "ghcr.io/org/app:1.0.0",
                                                        "ghcr.io/org/app:1.2.3",
                                                        "flux-system:app"),
                                                new Change(
                                                        "ghcr.io/org/app:1.1.0",
                                                        "ghcr.io/org/app:1.2.3",
                                                        "flux-system:app"))),
                                new ObjectChanges(
                                        new ObjectId("helm.toolkit.fluxcd.io/v2", "HelmRelease", "", "web"),
                                        List.of(new Change("1.0.0", "1.2.3", "flux-system:app:tag"))),
                                new ObjectChanges(
                                        new ObjectId("", "", "", ""),
                                        List.of(new Change("1.0", "1.2.3", "flux-system:app:tag")))));
    }

    @Test
    void itemsOfAListAreObjects() {
        String yaml = """
                apiVersion: v1
                kind: List
                metadata: {name: all}
                items:
                  - {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {image: x}} # no marker
                  - apiVersion: v1
                    kind: Pod
                    metadata:
                      name: b
                    image: x %s
                """.formatted(marker(""));

        assertThat(Setting.update(yaml, Setting.IMAGE).files().getFirst().objects())
                .extracting(changes -> changes.object().toString())
                .containsExactly("Pod b");
    }

    /** Custom resources, and any depth in them. */
    @Test
    void anyScalarOfAnyKindCounts() {
        String yaml = "apiVersion: example.com/v1alpha1\nkind: Widget\nmetadata:\n  name: w\n  namespace: n\n"
                + "spec:\n  a:\n  - - b:\n        c: x " + marker("") + "\n  args:\n  - --image=x\n  - x " + marker("")
                + "\n";

        assertThat(Setting.update(yaml, Setting.IMAGE).files().getFirst().objects())
                .singleElement()
                .satisfies(changes -> {
                    assertThat(changes.object()).hasToString("Widget n/w");
                    assertThat(changes.changes()).hasSize(2);
                });
    }

    @Test
    void objectsThatSayNoTextAboutThemselvesHaveNoIdentity() {
        String yaml = "apiVersion: [1]\nkind: {a: b}\nmetadata: text\nv: x " + marker("") + "\n";

        assertThat(Setting.update(yaml, Setting.IMAGE)
                        .files()
                        .getFirst()
                        .objects()
                        .getFirst()
                        .object())
                .isEqualTo(ObjectId.NONE);
    }
}
