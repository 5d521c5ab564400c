package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.Map;

/**
 * What a project keeps about itself.
 *
 * @param jwtTokensByRole tokens that were issued, by role
 */
@ExactRecord
public record AppProjectStatus(Map<String, JwtTokens> jwtTokensByRole) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public AppProjectStatus {
        jwtTokensByRole = jwtTokensByRole == null ? Map.of() : Map.copyOf(jwtTokensByRole);
    }
}
