package dev.capstan.secrets.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyChangeTest {
    private static final OffsetDateTime THEN = OffsetDateTime.parse("2026-01-01T00:00:00Z");
    private static final MasterKey AGE = new MasterKey.Age("age1a", "enc");
    private static final MasterKey OTHER = new MasterKey.Age("age1b", "enc");
    private static final MasterKey PGP = new MasterKey.Pgp("FP", THEN, "enc");

    @Test
    void addsToTheFirstGroupWhatIsNotThere() {
        var groups = List.of(new KeyGroup(List.of(AGE)), new KeyGroup(List.of(PGP)));

        assertThat(new KeyChange(List.of(OTHER, new MasterKey.Age("age1a", "")), List.of()).appliedTo(groups))
                .containsExactly(new KeyGroup(List.of(AGE, OTHER)), new KeyGroup(List.of(PGP)));
    }

    @Test
    void removesFromAllGroups() {
        var groups = List.of(new KeyGroup(List.of(AGE, OTHER)), new KeyGroup(List.of(AGE)), new KeyGroup(List.of(PGP)));

        assertThat(new KeyChange(List.of(), List.of(new MasterKey.Age("age1a", ""))).appliedTo(groups))
                .containsExactly(new KeyGroup(List.of(OTHER)), new KeyGroup(List.of(PGP)));
    }

    @Test
    void keysAreDueAfterHalfAYearExceptThoseOfAge() {
        assertThat(PGP.isDue(Instant.parse("2026-06-29T00:00:00Z"))).isFalse();
        assertThat(PGP.isDue(Instant.parse("2026-07-01T00:00:00Z"))).isTrue();
        assertThat(AGE.isDue(Instant.parse("2030-01-01T00:00:00Z"))).isFalse();
    }
}
