package dev.capstan.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Failure.Retry;
import dev.capstan.api.meta.Reason;
import dev.capstan.cloud.CloudException;
import dev.capstan.cloud.CloudFailure;
import dev.capstan.http.TlsMaterial;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShownIdentityTest {
    private static final TlsMaterial OWN_AUTHORITY = new TlsMaterial(Optional.of("ca"), Optional.empty());
    private static final TlsMaterial ANY_SERVER = new TlsMaterial(Optional.empty(), Optional.empty(), true);
    private static final TlsMaterial CERTIFICATE =
            new TlsMaterial(Optional.empty(), Optional.of(new TlsMaterial.ClientCertificate("c", "k")));

    @Test
    void itIsShownToServersThatTheSystemVouchesFor() {
        assertThat(ShownIdentity.over(TlsMaterial.NONE, "me")).isEqualTo(AccessResult.success("me"));
        assertThat(ShownIdentity.over(CERTIFICATE, "me")).isEqualTo(AccessResult.success("me"));
    }

    @Test
    void whoeverMayBeAnybodyIsNotShownIt() {
        for (var tls : new TlsMaterial[] {OWN_AUTHORITY, ANY_SERVER}) {
            var withheld = failure(ShownIdentity.over(tls, "me"));

            assertThat(withheld.message()).contains("leave out 'ca.crt' of spec.certSecretRef, or name credentials");
            assertThat(withheld.retry()).as("the Secret may change").isEqualTo(Retry.WITH_BACKOFF);
        }
    }

    @Test
    void overPlainHttpItIsNotShownUntilTheSpecIsAnother() {
        var refused = failure(ShownIdentity.over(TlsMaterial.NONE, true, "me"));

        assertThat(refused.message()).contains("leave out spec.insecure");
        assertThat(refused.reason()).isEqualTo(Reason.INVALID_PROVIDER_CONFIGURATION);
        assertThat(refused.retry()).isEqualTo(Retry.ON_INPUT_CHANGE);
    }

    @Test
    void bothReasonsAreNamedTogetherWhereBothHold() {
        assertThat(failure(ShownIdentity.over(OWN_AUTHORITY, true, "me")).message())
                .contains("leave out 'ca.crt' of spec.certSecretRef and spec.insecure");
    }

    /** What a Secret asks for may be corrected at any time, and nothing tells of it. */
    @Test
    void aPlaceThatASecretNamesIsTriedAgain() {
        ShownIdentity.Question<String> elsewhere = () -> {
            throw new CloudException(new CloudFailure.PlaceRefused("it is not of this cloud"));
        };

        assertThat(failure(ShownIdentity.ask(elsewhere)).retry()).isEqualTo(Retry.ON_INPUT_CHANGE);
        assertThat(failure(ShownIdentity.askForSecret(elsewhere)).retry()).isEqualTo(Retry.WITH_BACKOFF);
    }

    private static AccessFailure failure(AccessResult<?> result) {
        assertThat(result).isInstanceOf(AccessResult.Failed.class);
        return ((AccessResult.Failed<?>) result).failure();
    }
}
