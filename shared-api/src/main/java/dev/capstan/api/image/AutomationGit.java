package dev.capstan.api.image;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * What is checked out, committed and pushed.
 *
 * @param checkout what is checked out; absent means what the GitRepository follows
 * @param commit how it is committed
 * @param push where it is pushed; absent means the branch that was checked out
 */
@WireRecord
public record AutomationGit(
        @Nullable GitCheckout checkout,
        @Required GitCommit commit,
        @Nullable GitPush push) {}
