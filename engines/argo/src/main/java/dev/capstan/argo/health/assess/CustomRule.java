package dev.capstan.argo.health.assess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.health.lua.LuaScript;
import dev.capstan.argo.health.lua.LuaSyntaxException;
import dev.capstan.argo.health.rule.KindRules;
import dev.capstan.argo.health.rule.RuleFile;
import dev.capstan.argo.health.rule.RuleSyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * How a user wants the health of a kind to be told: by a script in Lua, or by rules in the language of the shipped
 * ones.
 */
sealed interface CustomRule {

    Optional<Health> assess(JsonNode live, Clock clock);

    record Script(LuaScript script) implements CustomRule {
        @Override
        public Optional<Health> assess(JsonNode live, Clock clock) {
            return script.assess(live, clock);
        }
    }

    record Rules(KindRules rules) implements CustomRule {
        @Override
        public Optional<Health> assess(JsonNode live, Clock clock) {
            return Optional.of(rules.assess(live));
        }
    }

    /**
     * Reads what a user wrote.
     *
     * @param isOpen whether a script asks for all libraries
     * @throws Unreadable when it is neither
     */
    static CustomRule read(String name, String text, boolean isOpen) throws Unreadable {
        try {
            return isRules(text)
                    ? new Rules(RuleFile.readOne(name, text.getBytes(StandardCharsets.UTF_8)))
                    : new Script(isOpen ? LuaScript.readOpen(text) : LuaScript.read(text));
        } catch (RuleSyntaxException fault) {
            throw new Unreadable(fault.getMessage());
        } catch (LuaSyntaxException fault) {
            throw new Unreadable(name + ": " + fault.getMessage());
        }
    }

    /** Whether the first line that is no comment of YAML begins a list of rules or a block; no line of Lua does. */
    private static boolean isRules(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .filter(line -> line.startsWith("- ") || line.equals("let:") || line.equals("rules:"))
                .isPresent();
    }

    /** The text is neither a script nor rules; the message says what is wrong with it. */
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private Unreadable(String message) {
            super(message, null, false, false);
        }
    }
}
