package dev.capstan.image.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImagePolicySpec;
import dev.capstan.api.image.ImagePolicyStatus;
import dev.capstan.api.image.ImageRef;
import dev.capstan.image.policy.ChosenImage.DigestNeed;
import dev.capstan.image.scan.Specs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChosenImageTest {
    private static final ImageRef ONE = ref("1.0.0", null);
    private static final ImageRef TWO = ref("2.0.0", null);
    private static final ImageRef ONE_WITH_DIGEST = ref("1.0.0", "sha256:a");

    @ParameterizedTest
    @ValueSource(strings = {"digestReflectionPolicy: Never", "suspend: false"})
    void noDigestIsLookedUpThatNobodyWants(String yaml) {
        assertThat(need(yaml, ONE_WITH_DIGEST, ONE)).isEqualTo(new DigestNeed.Known(Optional.empty()));
    }

    @Test
    void theDigestOfATagIsKeptWhileTheTagIsTheSame() {
        var yaml = "digestReflectionPolicy: IfNotPresent";

        assertThat(need(yaml, ONE_WITH_DIGEST, ONE)).isEqualTo(new DigestNeed.Known(Optional.of("sha256:a")));
        assertThat(need(yaml, ONE_WITH_DIGEST, TWO)).isEqualTo(new DigestNeed.LookUp());
        assertThat(need(yaml, ONE_WITH_DIGEST, new ImageRef("other.example/app", "1.0.0", null)))
                .isEqualTo(new DigestNeed.LookUp());
        assertThat(need(yaml, ONE, ONE)).isEqualTo(new DigestNeed.LookUp());
        assertThat(need(yaml, null, ONE)).isEqualTo(new DigestNeed.LookUp());
    }

    @Test
    void theDigestIsAlwaysLookedUpAgainWhenTheSpecSaysSo() {
        assertThat(need("{digestReflectionPolicy: Always, interval: 1m}", ONE_WITH_DIGEST, ONE))
                .isEqualTo(new DigestNeed.LookUp());
    }

    @Test
    void thePreviousImageIsRememberedAtEveryChangeAndNeverCleared() {
        var first = ChosenImage.in(ImagePolicyStatus.INITIAL, ONE);
        assertThat(first.latestRef()).isEqualTo(ONE);
        assertThat(first.observedPreviousRef()).isNull();

        var second = ChosenImage.in(first, TWO);
        assertThat(second.observedPreviousRef()).isEqualTo(ONE);

        var same = ChosenImage.in(second, TWO);
        assertThat(same).isEqualTo(second);

        var back = ChosenImage.in(same, ONE_WITH_DIGEST);
        assertThat(back.latestRef()).isEqualTo(ONE_WITH_DIGEST);
        assertThat(back.observedPreviousRef()).isEqualTo(TWO);
    }

    @Test
    void clientsOfOldVersionsFindTheImageAsAText() {
        var status = ChosenImage.in(ChosenImage.in(ImagePolicyStatus.INITIAL, ONE_WITH_DIGEST), TWO);

        assertThat(status.latestImage()).isEqualTo("registry.example/app:2.0.0");
        assertThat(status.observedPreviousImage()).isEqualTo("registry.example/app:1.0.0");
    }

    @Test
    void theMessageSaysWhatWasChosenAndWhatBefore() {
        assertThat(ChosenImage.message(ONE, null))
                .isEqualTo("Latest image tag for registry.example/app resolved to 1.0.0");
        assertThat(ChosenImage.message(ONE_WITH_DIGEST, TWO))
                .isEqualTo("Latest image tag for registry.example/app resolved to 1.0.0 with digest sha256:a"
                        + " (previously registry.example/app:2.0.0)");
        assertThat(ChosenImage.message(TWO, ONE_WITH_DIGEST))
                .isEqualTo("Latest image tag for registry.example/app resolved to 2.0.0"
                        + " (previously registry.example/app:1.0.0@sha256:a)");
        assertThat(ChosenImage.message(ONE, ONE)).doesNotContain("previously");
    }

    private static DigestNeed need(String yaml, @Nullable ImageRef before, ImageRef chosen) {
        var status = before == null ? ImagePolicyStatus.INITIAL : ChosenImage.in(ImagePolicyStatus.INITIAL, before);
        return ChosenImage.digestNeed(Specs.of(yaml, ImagePolicySpec.class), status, chosen);
    }

    private static ImageRef ref(String tag, @Nullable String digest) {
        return new ImageRef("registry.example/app", tag, digest);
    }
}
