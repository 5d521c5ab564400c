package dev.capstan.api.promotion;

import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An open pull request, or only its branch, when the forge would not open it, or did not delete the branch behind it.
 *
 * @param number its number; 0 when there is only its branch
 * @param url its page; empty when there is only its branch
 * @param digest the candidate that it brings; empty when it is to be closed
 * @param head the commit at which we left its branch
 */
@WireRecord
public record PromotionRequest(
        @Required @Format("int64") long number,
        @Required String url,
        @Required String digest,
        @Nullable String head) {}
