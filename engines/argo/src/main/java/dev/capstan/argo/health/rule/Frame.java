package dev.capstan.argo.health.rule;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where an expression stands: in an evaluation, and within it at an element of a list.
 *
 * @param it the element, nothing outside of lists
 * @param index its place, counted from 1
 */
record Frame(Evaluation evaluation, JsonNode it, int index) {

    Frame at(JsonNode element, int place) {
        evaluation.step();
        return new Frame(evaluation, element, place);
    }
}
