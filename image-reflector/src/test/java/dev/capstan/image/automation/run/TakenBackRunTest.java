package dev.capstan.image.automation.run;

import static dev.capstan.image.automation.run.AutomationScenario.ADA;
import static dev.capstan.image.automation.run.AutomationScenario.marked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.api.image.LeftAlone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person takes back in Git what an automation wrote. */
class TakenBackRunTest {
    private final AutomationScenario scenario = new AutomationScenario();

    @BeforeEach
    void somethingIsTakenBack() {
        scenario.policy("web", "1.1.0").file(ADA, "web.yaml", marked("web:1.0.0", "shop:web"));
        scenario.run();
        scenario.file(ADA, "web.yaml", marked("web:1.0.0", "shop:web"));
    }

    private String commit() {
        return scenario.repository.newest("main").id();
    }

    @Test
    void isNotWrittenAgainAndTheStatusSaysSo() {
        String revert = commit();

        AutomationOutcome outcome = scenario.run();

        assertThat(outcome.pushes()).isEmpty();
        assertThat(scenario.status.leftAlone()).containsExactly(new LeftAlone("web", "1.1.0", null, revert));
        assertThat(outcome.notes())
                .singleElement()
                .asString()
                .contains("'web'")
                .contains("1.1.0")
                .contains(revert.substring(0, 7));
        assertThat(outcome.findings().orElseThrow().newlyLeftAlone()).hasSize(1);
        assertThat(scenario.run().findings().orElseThrow().newlyLeftAlone()).isEmpty();
    }

    @Test
    void aNewerImageIsWrittenAndEndsIt() {
        scenario.run();
        scenario.policy("web", "1.2.0");

        assertThat(scenario.run().pushes()).hasSize(1);
        assertThat(scenario.status.leftAlone()).isEmpty();
        assertThat(scenario.repository.file("main", "web.yaml")).contains("web:1.2.0");
    }

    @Test
    void isRememberedWithoutHistory() {
        scenario.run();
        scenario.repository.commitsOf("main").subList(1, 3).clear();
        scenario.file(ADA, "README", "x");

        assertThat(scenario.run().pushes()).isEmpty();
        assertThat(scenario.status.leftAlone()).hasSize(1);
    }

    @Test
    void isFoundInTheHistoryWhenTheStatusIsLost() {
        scenario.run();
        scenario.status = ImageUpdateAutomationStatus.INITIAL;

        assertThat(scenario.run().pushes()).isEmpty();
        assertThat(scenario.status.leftAlone()).hasSize(1);
    }

    @Test
    void staysLeftAloneWhenThePolicyGoesBackAndForth() {
        scenario.run();
        scenario.policy("web", "1.0.0");
        scenario.run();
        scenario.policy("web", "1.1.0");

        assertThat(scenario.run().pushes()).isEmpty();
        assertThat(scenario.status.leftAlone()).hasSize(1);
    }

    @Test
    void endsWhenAPersonWritesItAgain() {
        scenario.run();
        scenario.file(ADA, "web.yaml", marked("web:1.1.0", "shop:web"));

        assertThat(scenario.run().notes()).isEmpty();
        assertThat(scenario.status.leftAlone()).isEmpty();
    }

    @Test
    void otherImagesOfTheSameAutomationAreWritten() {
        scenario.policy("api", "2.0").file(ADA, "api.yaml", marked("api:1.0", "shop:api"));

        assertThat(scenario.run().pushes()).hasSize(1);
        assertThat(scenario.repository.file("main", "api.yaml")).contains("api:2.0");
        assertThat(scenario.repository.file("main", "web.yaml")).contains("web:1.0.0");
    }

    @Test
    void theHistoryIsNotReadForAnImageThatIsNew() {
        scenario.run();
        scenario.policy("web", "1.2.0");
        scenario.run();
        int asked = scenario.repository.historiesAsked;
        scenario.policy("web", "1.3.0");

        assertThat(scenario.run().pushes()).hasSize(1);
        assertThat(scenario.repository.historiesAsked).isEqualTo(asked);
    }
}
