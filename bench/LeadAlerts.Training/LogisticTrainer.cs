using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace LeadAlerts.Training;

/// <summary>Logistic regression with L2 regularization by L-BFGS, on one thread, so that the same rows give the same weights.</summary>
internal static class LogisticTrainer
{
    /// <summary>Trains.</summary>
    /// <param name="rows">The features of each row.</param>
    /// <param name="labels">The label of each row.</param>
    /// <param name="width">How many features there are.</param>
    /// <param name="l2">The strength of regularization.</param>
    /// <returns>The weights and the bias.</returns>
    public static (float[] Weights, float Bias) Train(
        IReadOnlyList<VBuffer<float>> rows, IReadOnlyList<bool> labels, int width, float l2)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        var data = ml.Data.LoadFromEnumerable(
            rows.Select((row, i) => new Row { Features = row, Label = labels[i] }).ToList(), schema);
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(Row.Label),
            FeatureColumnName = nameof(Row.Features),
            L1Regularization = 0,
            L2Regularization = l2,
            OptimizationTolerance = 1e-5f,
            HistorySize = 10,
            MaximumNumberOfIterations = 60,
            NumberOfThreads = 1,
        });
        var model = ((CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>)trainer.Fit(data).Model).SubModel;
        return ([.. model.Weights], model.Bias);
    }

    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public bool Label { get; set; }
    }
}
