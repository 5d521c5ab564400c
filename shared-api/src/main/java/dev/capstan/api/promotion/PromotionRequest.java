package dev.capstan.api.promotion;

import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An open pull request.
 *
 * @param number its number
 * @param url its page
 * @param digest the candidate that it brings
 * @param head the commit at which we left its branch
 */
@WireRecord
public record PromotionRequest(
        @Required @Format("int64") long number,
        @Required String url,
        @Required String digest,
        @Nullable String head) {}
