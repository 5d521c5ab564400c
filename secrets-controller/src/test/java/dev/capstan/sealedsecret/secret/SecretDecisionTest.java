package dev.capstan.sealedsecret.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretDecisionTest {
    private static final String UID = "1";
    private static final OwnerMark OURS = OwnerMark.of(UID);
    private static final OwnerMark OTHER = OwnerMark.of("2");

    private static final WantedSecret WANTED = new WantedSecret(content(Map.of(), Map.of("a", "MQ==")), true);

    private static SecretContent content(Map<String, String> annotations, Map<String, String> data) {
        return SecretContent.of(null, false, Map.of(), annotations, data);
    }

    private static SecretStep decided(WantedSecret wanted, SecretContent live, OwnerMark... owners) {
        return SecretDecision.of(wanted, new LiveSecret(live, List.of(owners)), UID);
    }

    @Test
    void whatIsAsItShouldBeStays() {
        assertThat(decided(WANTED, WANTED.content(), OURS)).isEqualTo(new SecretStep.Keep());
    }

    @Test
    void whatBelongsToOthersIsLeftAlone() {
        assertThat(decided(WANTED, WANTED.content())).isEqualTo(new SecretStep.LeaveToOthers());
        assertThat(decided(WANTED, WANTED.content(), OTHER)).isEqualTo(new SecretStep.LeaveToOthers());
        assertThat(decided(WANTED, WANTED.content(), new OwnerMark(UID, false, false)))
                .isEqualTo(new SecretStep.LeaveToOthers());
        assertThat(decided(WANTED, content(Map.of(SecretDecision.MANAGED, "yes"), Map.of())))
                .isEqualTo(new SecretStep.LeaveToOthers());
    }

    @Test
    void anEditIsUndone() {
        var edited = content(Map.of("note", "x"), Map.of("a", "Mg==", "b", "Mg=="));

        assertThat(decided(WANTED, edited, OURS)).isEqualTo(new SecretStep.Replace(WANTED.content(), List.of(OURS)));
    }

    @Test
    void aManagedSecretIsTakenOver() {
        var managed = content(Map.of(SecretDecision.MANAGED, "true"), Map.of("b", "Mg=="));

        assertThat(decided(WANTED, managed, OTHER)).isEqualTo(new SecretStep.Replace(WANTED.content(), List.of(OURS)));
    }

    @Test
    void aPatchedSecretKeepsWhatItHasAndItsOwners() {
        var annotations = Map.of(SecretDecision.PATCH, "true");
        var patched = content(annotations, Map.of("a", "Mg==", "b", "Mg=="));

        assertThat(decided(WANTED, patched, OTHER))
                .isEqualTo(
                        new SecretStep.Replace(content(annotations, Map.of("a", "MQ==", "b", "Mg==")), List.of(OTHER)));
    }

    @Test
    void aPatchedSecretThatIsManagedAsWellBecomesOurs() {
        var annotations = Map.of(SecretDecision.PATCH, "true", SecretDecision.MANAGED, "true");
        var patched = content(annotations, Map.of("b", "Mg=="));

        assertThat(decided(WANTED, patched))
                .isEqualTo(
                        new SecretStep.Replace(content(annotations, Map.of("a", "MQ==", "b", "Mg==")), List.of(OURS)));
    }

    @Test
    void withoutAnOwnerAManagedSecretStaysWithoutOne() {
        var content = content(Map.of(SecretDecision.MANAGED, "true"), Map.of("a", "MQ=="));
        var wanted = new WantedSecret(content, false);

        assertThat(decided(wanted, content)).isEqualTo(new SecretStep.Keep());
        assertThat(decided(wanted, content, OURS)).isEqualTo(new SecretStep.Replace(content, List.of()));
    }

    @Test
    void anImmutableSecretIsNotMadeMutable() {
        var immutable = SecretContent.of(null, true, Map.of(), Map.of(), Map.of("a", "MQ=="));

        assertThat(decided(WANTED, immutable, OURS)).isEqualTo(new SecretStep.Keep());
    }

    @Test
    void valuesAreNotInTexts() {
        var secret = new WantedSecret(content(Map.of(), Map.of("a", "MARKER")), true);

        assertThat(decided(secret, content(Map.of(), Map.of()), OURS).toString())
                .doesNotContain("MARKER");
        assertThat(secret.toString()).doesNotContain("MARKER");
    }
}
