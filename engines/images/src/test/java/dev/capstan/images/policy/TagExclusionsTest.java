package dev.capstan.images.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.images.policy.TagExclusions.Compiled;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagExclusionsTest {
    @Test
    void anyMatchDropsATag() {
        assertThat(ready(List.of("^.*\\.sig$", "rc")).keep(List.of("1.0.0", "sha256-ab.sig", "2.0.0-rc.1", "sig")))
                .containsExactly("1.0.0", "sig");
    }

    @Test
    void theEmptyListDropsNothing() {
        assertThat(ready(List.of()).keep(List.of("a.sig", "b"))).containsExactly("a.sig", "b");
    }

    @Test
    void signaturesAreDroppedByDefault() {
        assertThat(ready(TagExclusions.DEFAULT).drop("sha256-ab.sig")).isTrue();
        assertThat(ready(TagExclusions.DEFAULT).drop("sha256-ab.sbom")).isFalse();
    }

    @Test
    void aBadOneIsNamed() {
        assertThat(TagExclusions.compile(List.of("ok", "(", "[")))
                .isInstanceOfSatisfying(Compiled.Invalid.class, invalid -> {
                    assertThat(invalid.index()).isEqualTo(1);
                    assertThat(invalid.expression()).isEqualTo("(");
                    assertThat(invalid.why()).startsWith("exclusionList[1] '(' cannot be used: ");
                });
    }

    @Test
    void thereAreAtMostTwentyFive() {
        assertThat(TagExclusions.compile(Collections.nCopies(26, "x"))).isInstanceOf(Compiled.Invalid.class);
        assertThat(TagExclusions.compile(Collections.nCopies(25, "x"))).isInstanceOf(Compiled.Ready.class);
    }

    private static TagExclusions ready(List<String> expressions) {
        return ((Compiled.Ready) TagExclusions.compile(expressions)).exclusions();
    }
}
