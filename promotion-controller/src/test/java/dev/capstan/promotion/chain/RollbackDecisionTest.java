package dev.capstan.promotion.chain;

import static dev.capstan.promotion.chain.Chains.NOON;
import static dev.capstan.promotion.chain.Chains.content;
import static dev.capstan.promotion.chain.Chains.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.promotion.note.Rollback;
import dev.capstan.promotion.place.Place;
import dev.capstan.promotion.place.TagPattern;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackDecisionTest {
    private static final Place FOLDER = new Place.Folder("envs/prod");
    private static final Optional<Rollback> ASKED =
            Optional.of(new Rollback("prod", "slow", "prod=slow", Optional.empty()));
    private static final EnvironmentState CHANGED =
            healthy("prod", content('a')).having(Optional.of(content('b')), NOON);

    @Test
    void goesBackToWhatWasThereBefore() {
        RollbackDecision decision = RollbackDecision.of(ASKED, Optional.empty(), FOLDER, Optional.of(CHANGED));

        assertThat(decision)
                .isEqualTo(
                        new RollbackDecision.Go(ASKED.get(), CHANGED.earlier().getFirst()));
    }

    @Test
    void onceForEachValue() {
        assertThat(RollbackDecision.of(ASKED, Optional.of("prod=slow"), FOLDER, Optional.of(CHANGED)))
                .isEqualTo(new RollbackDecision.Nothing());
        assertThat(RollbackDecision.of(ASKED, Optional.of("prod=other"), FOLDER, Optional.of(CHANGED)))
                .isInstanceOf(RollbackDecision.Go.class);
    }

    @Test
    void refusesWhereNothingIsKnown() {
        assertThat(RollbackDecision.of(ASKED, Optional.empty(), FOLDER, Optional.of(healthy("prod", content('a')))))
                .isEqualTo(new RollbackDecision.Refuse(ASKED.get(), "it is not known what prod had before"));
    }

    @Test
    void refusesForTags() {
        var tags = new Place.Tags(new TagPattern.Wildcard("v", "", ""));

        assertThat(RollbackDecision.of(ASKED, Optional.empty(), tags, Optional.of(CHANGED)))
                .asString()
                .contains("versions only go up");
    }
}
