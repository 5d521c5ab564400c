package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;

/**
 * Tokens of one role.
 *
 * @param items the tokens
 */
@ExactRecord
public record JwtTokens(List<JwtToken> items) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public JwtTokens {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
