/**
 * The values of templates: plain objects of the JVM wherever Go's type has one counterpart, small types of our own
 * where it has none.
 *
 * <table>
 * <caption>Go and Java</caption>
 * <tr><th>Go</th><th>Java</th></tr>
 * <tr><td>untyped nil, nil interface</td><td>null</td></tr>
 * <tr><td>bool</td><td>Boolean</td></tr>
 * <tr><td>string</td><td>String; a byte that is not part of UTF-8 is one lone surrogate ({@link
 *     dev.capstan.gotemplate.value.GoString})</td></tr>
 * <tr><td>float64, float32</td><td>Double, Float</td></tr>
 * <tr><td>int</td><td>{@link dev.capstan.gotemplate.value.Int}</td></tr>
 * <tr><td>int64, int32, int16, int8</td><td>Long, Integer, Short, Byte</td></tr>
 * <tr><td>uint … uint8</td><td>{@link dev.capstan.gotemplate.value.Unsigned}</td></tr>
 * <tr><td>[]byte</td><td>byte[]</td></tr>
 * <tr><td>map[string]interface{}</td><td>any mutable Map with String keys; order of entries does not matter</td></tr>
 * <tr><td>other maps, also named ones</td><td>{@link dev.capstan.gotemplate.value.TypedMap}</td></tr>
 * <tr><td>maps with structs as keys</td><td>{@link dev.capstan.gotemplate.value.StructMap}</td></tr>
 * <tr><td>[]interface{}</td><td>any List</td></tr>
 * <tr><td>other slices, also named ones</td><td>{@link dev.capstan.gotemplate.value.TypedList}</td></tr>
 * <tr><td>structs and pointers to them</td><td>{@link dev.capstan.gotemplate.value.GoStruct}</td></tr>
 * <tr><td>other named types with methods (time.Duration)</td><td>{@link
 *     dev.capstan.gotemplate.value.GoObject}</td></tr>
 * <tr><td>nil of a type (slice, map, pointer)</td><td>{@link dev.capstan.gotemplate.value.TypedNil}</td></tr>
 * <tr><td>func</td><td>{@link dev.capstan.gotemplate.value.GoFunction}</td></tr>
 * </table>
 *
 * <p>Beware of {@code list.size()} as a result: boxed it is an Integer, which is Go's int32. Say {@code Int.of(…)}.
 */
@NullMarked
package dev.capstan.gotemplate.value;

import org.jspecify.annotations.NullMarked;
