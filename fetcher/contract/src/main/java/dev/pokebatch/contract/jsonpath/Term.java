package dev.pokebatch.contract.jsonpath;

/**
 * A literal, query or function call in a filter, before it is known whether it is a test or one
 * side of a comparison (RFC 9535, section 2.3.5.1). The subtypes are ValueType, NodesType and
 * LogicalType of section 2.4.1.
 */
sealed interface Term permits Operand, Query, Logical.Matches {}
