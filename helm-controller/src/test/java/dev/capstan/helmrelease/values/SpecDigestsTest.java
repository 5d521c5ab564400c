package dev.capstan.helmrelease.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helmrelease.snapshot.Releases;
import org.junit.jupiter.api.Test;

/** The digests were read from the status of HelmReleases that Flux's helm-controller installed, unless a test says otherwise. */
class SpecDigestsTest {

    @Test
    void ofPostRenderersIsThatOfFlux() {
        assertThat(SpecDigests.ofPostRenderers(Releases.spec("""
                postRenderers:
                - kustomize:
                    images: [{name: ghcr.io/x/y, newTag: "1"}]
                    patches:
                    - target: {kind: Deployment}
                      patch: |
                        - {op: add, path: /metadata/annotations, value: {patched: "yes"}}
                """)))
                .isEqualTo("sha256:3a7d57b8d077d53ba4cf0c337ef20e4ca8679d2a9b064b7b781668d0a0514064");
    }

    @Test
    void ofCommonMetadataIsThatOfFlux() {
        assertThat(SpecDigests.ofCommonMetadata(Releases.spec("commonMetadata: {labels: {team: blue}}")))
                .isEqualTo("sha256:655ca8818459ba04cb5cc97fac950cc6d0c0cc6baa291bedbda46ce67bdb0871");
    }

    @Test
    void fieldsComeInTheOrderOfTheTypeAndEntriesInThatOfTheirKeys() {
        // That of the text which Go writes, with < and > as escapes, and of a line feed.
        assertThat(SpecDigests.ofCommonMetadata(
                        Releases.spec("commonMetadata: {labels: {x: y}, annotations: {b: '2', a: <1>}}")))
                .isEqualTo("sha256:7809ba0dcbb649fe6ae26c87d91819e5c736aab862686c848f402886740d876e");
    }

    @Test
    void nothingIsDigestedWhereNothingIsGiven() {
        assertThat(SpecDigests.ofPostRenderers(Releases.spec(""))).isEmpty();
        assertThat(SpecDigests.ofCommonMetadata(Releases.spec(""))).isEmpty();
    }
}
