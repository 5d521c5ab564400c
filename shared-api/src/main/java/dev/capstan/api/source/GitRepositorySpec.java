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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which repository, which revision of it, how to get in, and what of it to keep.
 *
 * @param url the remote; http, https or ssh
 * @param interval how often to ask the remote; Go notation
 * @param timeout limit of one Git operation; Go notation
 * @param ref what to follow; absent means the branch {@code master}
 * @param secretRef credentials; the keys are those of the URL's scheme
 * @param provider how to authenticate; absent means {@code generic}
 * @param serviceAccountName account for workload identity
 * @param proxySecretRef proxy to go through
 * @param verify signatures that a revision must carry
 * @param ignore patterns of files to leave out, as in a {@code .gitignore}
 * @param sparseCheckout the only directories to keep; empty means all
 * @param recurseSubmodules whether submodules are fetched too
 * @param include artifacts of other repositories to copy into this one
 * @param suspend whether the object is to be left alone
 */
@WireRecord
@ValidationRule(
        value = "!has(self.serviceAccountName) || (has(self.provider) && self.provider in ['azure', 'aws'])",
        message = "serviceAccountName needs the provider 'azure' or 'aws'")
public record GitRepositorySpec(
        @Required @Pattern("^(http|https|ssh)://.*$") String url,
        @Required @Pattern(Patterns.INTERVAL) String interval,
        @Nullable @Default("60s") @Pattern(Patterns.TIMEOUT) String timeout,
        @Nullable GitReference ref,
        @Nullable LocalRef secretRef,

        @Nullable @OneOf({"generic", "aws", "azure", "github"})
        String provider,

        @Nullable String serviceAccountName,
        @Nullable LocalRef proxySecretRef,
        @Nullable GitVerification verify,
        @Nullable String ignore,
        List<String> sparseCheckout,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean recurseSubmodules,
        List<GitInclude> include,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend)
        implements SourceSpec {

    /** Reads absent lists as empty and copies the others. */
    public GitRepositorySpec {
        sparseCheckout = sparseCheckout == null ? List.of() : List.copyOf(sparseCheckout);
        include = include == null ? List.of() : List.copyOf(include);
    }
}
