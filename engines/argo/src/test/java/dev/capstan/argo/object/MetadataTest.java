package dev.capstan.argo.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetadataTest {

    @Test
    void readsGroupVersionAndKind() {
        Metadata core = Metadata.of(Trees.yaml("{apiVersion: v1, kind: Pod}"));
        Metadata apps = Metadata.of(Trees.yaml("{apiVersion: apps/v1, kind: Deployment}"));

        assertThat(core.group()).isEmpty();
        assertThat(core.version()).isEqualTo("v1");
        assertThat(apps.group()).isEqualTo("apps");
        assertThat(apps.version()).isEqualTo("v1");
        assertThat(apps.isKind("apps", "Deployment")).isTrue();
        assertThat(apps.isKind("extensions", "Deployment")).isFalse();
    }

    @Test
    void anAnnotationThatIsNoTextHidesAllOfThem() {
        Metadata metadata = Metadata.of(Trees.yaml("metadata: {annotations: {a: x, b: 5}, labels: {a: x, z: null}}"));

        assertThat(metadata.annotation("a")).isEmpty();
        assertThat(metadata.label("a")).contains("x");
        assertThat(metadata.label("z")).contains("");
    }

    @Test
    void listsAreTrimmedAndHaveEachPartOnce() {
        Metadata metadata = Metadata.of(Trees.yaml("metadata: {annotations: {o: ' A=1 ,,B=2, A=1,B=3'}}"));

        assertThat(metadata.annotationList("o")).containsExactly("A=1", "B=2", "B=3");
    }

    @Test
    void whatIsNotAsItShouldBeCountsAsAbsent() {
        Metadata metadata = Metadata.of(Trees.yaml("{apiVersion: 1, kind: [], metadata: {name: true, finalizers: x}}"));

        assertThat(metadata.apiVersion()).isEmpty();
        assertThat(metadata.kind()).isEmpty();
        assertThat(metadata.name()).isEmpty();
        assertThat(metadata.hasFinalizer("x")).isFalse();
        assertThat(Metadata.of(Trees.yaml("metadata: 5")).name()).isEmpty();
    }
}
