package dev.capstan.argo.compare.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A copy of a tree that counts every look into it, which is how a library that knows no limits is limited. */
final class MeteredTree {

    private MeteredTree() {}

    static JsonNode of(JsonNode tree, StepBudget budget) {
        if (tree.isObject()) {
            MeteredObject copy = new MeteredObject(budget);
            for (Map.Entry<String, JsonNode> field : tree.properties()) {
                copy.set(field.getKey(), of(field.getValue(), budget));
            }
            return copy;
        }
        if (tree.isArray()) {
            MeteredList copy = new MeteredList(budget);
            tree.forEach(element -> copy.add(of(element, budget)));
            return copy;
        }
        return tree;
    }

    @SuppressWarnings("serial") // never serialised
    private static final class MeteredObject extends ObjectNode {
        private final transient StepBudget budget;

        MeteredObject(StepBudget budget) {
            super(JsonNodeFactory.instance);
            this.budget = budget;
        }

        @Override
        public @Nullable JsonNode get(String name) {
            budget.spend(1);
            return super.get(name);
        }

        @Override
        public Iterator<Map.Entry<String, JsonNode>> fields() {
            budget.spend(1 + super.size());
            return super.fields();
        }

        @Override
        public Set<Map.Entry<String, JsonNode>> properties() {
            budget.spend(1 + super.size());
            return super.properties();
        }

        @Override
        public Iterator<JsonNode> elements() {
            budget.spend(1 + super.size());
            return super.elements();
        }

        @Override
        public Iterator<String> fieldNames() {
            budget.spend(1 + super.size());
            return super.fieldNames();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            budget.spend(1);
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    @SuppressWarnings("serial") // never serialised
    private static final class MeteredList extends ArrayNode {
        private final transient StepBudget budget;

        MeteredList(StepBudget budget) {
            super(JsonNodeFactory.instance);
            this.budget = budget;
        }

        @Override
        public @Nullable JsonNode get(int index) {
            budget.spend(1);
            return super.get(index);
        }

        @Override
        public Iterator<JsonNode> elements() {
            budget.spend(1 + super.size());
            return super.elements();
        }

        @Override
        public int size() {
            // The constructor of the super class may ask before the budget is there.
            if (budget != null) {
                budget.spend(1);
            }
            return super.size();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            budget.spend(1);
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }
}
