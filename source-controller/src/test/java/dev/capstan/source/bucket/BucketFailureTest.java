package dev.capstan.source.bucket;

import static dev.capstan.source.bucket.BucketSpecs.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.cloud.CloudFailure;
import dev.capstan.objectstore.ObjectStoreFailure;
import org.junit.jupiter.api.Test;

class BucketFailureTest {
    private static final ObjectStoreFailure NOBODY =
            new ObjectStoreFailure.IdentityNotGiven(new CloudFailure.NoIdentity("Azure", "a metadata service"));

    @Test
    void anIdentityThatASecretAsksForIsNotBlamedOnTheSpec() {
        var failure = BucketFailure.of(source("provider: azure\nsecretRef: {name: access}"), NOBODY);

        assertThat(failure.message())
                .isEqualTo("the Secret 'access' has 'clientId' alone, which means a managed identity; 'tenantId' and"
                        + " 'clientSecret' beside it mean a principal: this process has no identity of Azure: there is"
                        + " neither a metadata service");
        assertThat(failure.reason()).isEqualTo(Reason.INVALID_PROVIDER_CONFIGURATION);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
    }

    @Test
    void anIdentityThatTheSpecAsksForIsBlamedOnTheProvider() {
        assertThat(BucketFailure.of(source("provider: azure"), NOBODY).message())
                .startsWith("spec.provider asks for an identity of the cloud: this process has no identity");
    }
}
