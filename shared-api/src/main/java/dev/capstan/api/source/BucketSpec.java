package dev.capstan.api.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket, how to get in, and what of it to keep.
 *
 * @param provider whose protocol and credentials are used; absent means {@code generic}, any server that speaks S3
 * @param bucketName the bucket, or the container at {@code azure}
 * @param endpoint host, or host:port, of the server; a URL at {@code azure}
 * @param sts where temporary credentials come from
 * @param insecure whether the endpoint speaks HTTP without TLS
 * @param region the region of the bucket
 * @param prefix the only objects to keep are those whose keys begin so
 * @param secretRef credentials; the keys are those of the provider
 * @param serviceAccountName account for workload identity
 * @param certSecretRef TLS keys for the endpoint
 * @param proxySecretRef proxy to go through
 * @param interval how often to list the bucket; Go notation
 * @param timeout limit of listing and reading together; Go notation
 * @param ignore patterns of objects to leave out, as in a {@code .gitignore}
 * @param suspend whether the object is to be left alone
 */
@WireRecord
@ValidationRule(
        value = "self.provider == 'aws' || self.provider == 'generic' || !has(self.sts)",
        message = "sts is for the providers 'aws' and 'generic' only")
@ValidationRule(
        value = "self.provider != 'aws' || !has(self.sts) || self.sts.provider == 'aws'",
        message = "the provider 'aws' needs the sts.provider 'aws'")
@ValidationRule(
        value = "self.provider != 'generic' || !has(self.sts) || self.sts.provider == 'ldap'",
        message = "the provider 'generic' needs the sts.provider 'ldap'")
@ValidationRule(
        value = "!has(self.sts) || self.sts.provider != 'aws' || !has(self.sts.secretRef)",
        message = "the sts.provider 'aws' takes no sts.secretRef")
@ValidationRule(
        value = "!has(self.sts) || self.sts.provider != 'aws' || !has(self.sts.certSecretRef)",
        message = "the sts.provider 'aws' takes no sts.certSecretRef")
@ValidationRule(
        value = "self.provider != 'generic' || !has(self.serviceAccountName)",
        message = "the provider 'generic' takes no serviceAccountName")
@ValidationRule(
        value = "!has(self.secretRef) || !has(self.serviceAccountName)",
        message = "secretRef and serviceAccountName exclude each other")
public record BucketSpec(
        @Nullable @Default("generic") @OneOf({"generic", "aws", "gcp", "azure"})
        String provider,

        @Required String bucketName,
        @Required String endpoint,
        @Nullable BucketTokenService sts,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean insecure,
        @Nullable String region,
        @Nullable String prefix,
        @Nullable LocalRef secretRef,
        @Nullable String serviceAccountName,
        @Nullable LocalRef certSecretRef,
        @Nullable LocalRef proxySecretRef,
        @Required @Pattern(Patterns.INTERVAL) String interval,
        @Nullable @Default("60s") @Pattern(Patterns.TIMEOUT) String timeout,
        @Nullable String ignore,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend)
        implements SourceSpec {}
