/**
 * Edits kustomization files as {@code kustomize edit} does, and keeps comments, order and style: only the characters that an
 * edit is about change. Works on texts; knows neither files nor how a kustomization is built.
 */
@NullMarked
package dev.capstan.kustomize.edit;

import org.jspecify.annotations.NullMarked;
