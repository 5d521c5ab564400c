package dev.capstan.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("r.example", "a");
    private static final String DIGEST = "sha256:" + "0".repeat(64);
    private static final String CONFIG = "'config':{'mediaType':'c','digest':'" + DIGEST + "','size':2}";

    @Test
    void readsAnImage() throws OciFailureException {
        var manifest = read(
                MediaTypes.OCI_MANIFEST,
                "{'schemaVersion':2," + CONFIG + ",'layers':[{'mediaType':'l','digest':'" + DIGEST
                        + "','size':7}],'annotations':{'a':'b'}}");

        assertThat(manifest).isInstanceOfSatisfying(Manifest.Image.class, image -> {
            assertThat(image.layers())
                    .containsExactly(Descriptor.of("l", Digest.parse(DIGEST).orElseThrow(), 7));
            assertThat(image.annotations()).containsEntry("a", "b");
        });
    }

    @Test
    void choosesTheImageOfThePlatform() throws OciFailureException {
        var manifest = read(
                "",
                "{'mediaType':'" + MediaTypes.OCI_INDEX + "','manifests':[" + child("linux", "arm64") + ","
                        + child("linux", "amd64") + "]}");

        assertThat(manifest)
                .isInstanceOfSatisfying(
                        Manifest.Index.class,
                        index -> assertThat(index.forPlatform(Platform.LINUX_AMD64))
                                .isEqualTo(Optional.of(index.manifests().get(1))));
    }

    @Test
    void o020_whatCouldBeReadInTwoWaysIsRefused() {
        var text = "{" + CONFIG + ",'layers':[],'manifests':[]}";

        assertThatExceptionOfType(OciFailureException.class)
                .isThrownBy(() -> read(MediaTypes.OCI_MANIFEST, text))
                .withMessageContaining("two ways");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{'a':1,'a':2}",
                "{'layers':[]}",
                "{'config':{'digest':'sha256:0','size':1},'layers':[]}",
                "{'config':{'digest':'sha256:0000000000000000000000000000000000000000000000000000000000000000','size':-5}}"
            })
    void whatIsNotAManifestIsRefused(String text) {
        assertThatExceptionOfType(OciFailureException.class)
                .isThrownBy(() -> read(MediaTypes.OCI_MANIFEST, text))
                .satisfies(thrown -> assertThat(thrown.failure()).isInstanceOf(OciFailure.AnswerMalformed.class));
    }

    @Test
    void otherKindsAreRefusedByName() {
        assertThatExceptionOfType(OciFailureException.class)
                .isThrownBy(() -> read("application/vnd.docker.distribution.manifest.v1+prettyjws", "{}"))
                .withMessageContaining("manifest.v1+prettyjws");
    }

    private static String child(String os, String architecture) {
        return "{'mediaType':'m','digest':'" + DIGEST + "','size':1,'platform':{'os':'" + os + "','architecture':'"
                + architecture + "'}}";
    }

    private static Manifest read(String type, String text) throws OciFailureException {
        var bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Manifest.read(REPOSITORY, type, Digest.sha256(bytes), new ManifestBytes(bytes));
    }
}
