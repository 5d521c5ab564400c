package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role in a project.
 *
 * @param name its name
 * @param description what it is for
 * @param policies what it may do, as Casbin rules
 * @param groups groups of people that have it
 * @param jwtTokens tokens that were issued for it
 */
@ExactRecord
public record ProjectRole(
        @Required String name,
        @Nullable String description,
        List<String> policies,
        List<String> groups,
        List<JwtToken> jwtTokens) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ProjectRole {
        policies = policies == null ? List.of() : List.copyOf(policies);
        groups = groups == null ? List.of() : List.copyOf(groups);
        jwtTokens = jwtTokens == null ? List.of() : List.copyOf(jwtTokens);
    }
}
