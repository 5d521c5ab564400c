package dev.capstan.api.promotion;

import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An open pull request, or the branch of one that the forge would not open yet.
 *
 * @param number its number; 0 as long as it is not opened
 * @param url its page; empty as long as it is not opened
 * @param digest the candidate that it brings
 * @param head the commit at which we left its branch
 */
@WireRecord
public record PromotionRequest(
        @Required @Format("int64") long number,
        @Required String url,
        @Required String digest,
        @Nullable String head) {}
