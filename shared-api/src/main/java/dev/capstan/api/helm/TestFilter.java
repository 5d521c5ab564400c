package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Names a test of a release.
 *
 * @param name name of the test's hook
 * @param exclude whether it does not run; otherwise only those named so do
 */
@WireRecord
public record TestFilter(
        @Required @Size(min = 1, max = 253) String name,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean exclude) {}
