package import Tasks

extension RecordLookup {
  /// Of two records that agree in every figure, the first field, in the table's order, in which their texts differ.
  package func differingText(_ a: RecordOrigin, _ b: RecordOrigin) throws(SourceError) -> String? {
    let (x, y) = (try texts(a), try texts(b))
    return TaskSlot.textFields.first { x[$0.name] ?? "" != y[$0.name] ?? "" }?.name
  }
}
