package dev.capstan.api.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectReference;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {
    @Test
    void readsLikeThePathToTheObject() {
        var subject = Subject.of("prod", object("apps", "podinfo"), MessageType.EVENT);

        assertThat(subject).isEqualTo("capstan.prod.Kustomization.apps.podinfo.event");
    }

    @Test
    void q110_namesWithDotsNeverShareASubject() {
        var one = Subject.of("c", object("a.b", "c"), MessageType.EVENT);
        var other = Subject.of("c", object("a", "b.c"), MessageType.EVENT);

        assertThat(one).isNotEqualTo(other).isEqualTo("capstan.c.Kustomization.a=2Eb.c.event");
    }

    @Test
    void q110_textThatLooksEncodedIsEncodedAgain() {
        assertThat(Subject.encode("a=2Eb")).isNotEqualTo(Subject.encode("a.b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ">", "a.>", "x y", "\r\n", "ä", "", "…"})
    void q110_noPartActsAsAWildcardOrASeparator(String hostile) {
        assertThat(Subject.encode(hostile)).matches("[A-Za-z0-9_=-]+");
    }

    @Test
    void q110_randomDifferentTextsHaveDifferentEncodings() {
        var random = new Random(110);
        var texts = new HashSet<String>();
        var encodings = new HashSet<String>();
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(5), 0, 5)
                    .mapToObj(n -> List.of(".", "=", "2", "E", "*").get(n))
                    .reduce("", String::concat);
            texts.add(text);
            encodings.add(Subject.encode(text));
        }

        assertThat(encodings).hasSameSizeAs(texts);
    }

    @Test
    void aPatternTakesEveryObjectOfItsKindOnly() {
        String pattern = Subject.allOf("c", "GitRepository", MessageType.RECONCILE);

        assertThat(Subject.matches(pattern, "capstan.c.GitRepository.a.b.reconcile"))
                .isTrue();
        assertThat(Subject.matches(pattern, "capstan.c.Bucket.a.b.reconcile")).isFalse();
        assertThat(Subject.matches(pattern, "capstan.c.GitRepository.a.b.event"))
                .isFalse();
        assertThat(Subject.matches(pattern, "capstan.c.GitRepository.a.b.c.reconcile"))
                .isFalse();
    }

    private static ObjectReference object(String namespace, String name) {
        return new ObjectReference("kustomize.toolkit.fluxcd.io/v1", "Kustomization", namespace, name);
    }
}
